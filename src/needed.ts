/** What the page cannot do without. Where it is missing, public/door.js hears of the error and says what to use instead. */
const NEEDED = {
  'Object.hasOwn': 'hasOwn' in Object,
  'Array.prototype.at': 'at' in Array.prototype,
  ResizeObserver: 'ResizeObserver' in globalThis,
};

const missing = Object.entries(NEEDED).flatMap(([name, known]) => (known ? [] : name));
if (missing.length > 0) throw new Error(`This browser lacks ${missing.join(', ')}.`);
