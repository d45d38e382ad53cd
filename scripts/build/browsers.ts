/** The oldest that have Object.hasOwn and .at(); an older one is told so by public/door.js. */
export const BROWSERS = ['chrome93', 'edge93', 'firefox93', 'safari15.4'];
