/** A formula in LaTeX as a line of plain text, for browsers that cannot draw it. */

/** Commands that stand for a sign or a space; others stand for their name, as log does. */
const SIGNS: Readonly<Record<string, string>> = {
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  varepsilon: 'ε',
  theta: 'θ',
  lambda: 'λ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  phi: 'φ',
  cdot: '·',
  dots: '…',
  leftarrow: '←',
  mid: '|',
  sim: '∼',
  succ: '≻',
  sum: 'Σ',
  to: '→',
  ',': ' ',
  ';': ' ',
  quad: ' ',
  // Lines that stand below each other become one.
  '\\': ', ',
};

/** Commands about size and place, of which text has none. */
const MUTE = ['left', 'right', 'bigl', 'bigr', 'text'];

/** A part with such a sign in it needs brackets beside a fraction's line or as an index. */
const LOOSE = /[\s+−=,]/;
const IN_BRACKETS = /^C?\([^()]*\)$/;

function bracketed(part: string): string {
  return LOOSE.test(part) && !IN_BRACKETS.test(part) ? `(${part})` : part;
}

/** Reads up to the closing brace or the end. What is read is taken from the tokens, here and below. */
function group(tokens: string[]): string {
  let written = '';
  for (let token = tokens.shift(); token !== undefined && token !== '}'; token = tokens.shift()) {
    written += write(token, tokens);
  }
  // A minus at the very beginning is a sign; behind an empty group it takes away, as in TeX.
  return written.replace(/^− /, '−').trim();
}

/** What a command is about: the next sign, or all in the next pair of braces. */
function argument(tokens: string[]): string {
  const token = tokens.shift() ?? '';
  return token === ' ' ? argument(tokens) : write(token, tokens);
}

function write(token: string, tokens: string[]): string {
  switch (token) {
    case '{':
      return group(tokens);
    case '_':
    case '^':
      return token + bracketed(argument(tokens));
    case '-':
      return '−';
    case '&':
      return '';
    case '\\frac':
    case '\\tfrac':
      return `${bracketed(argument(tokens))}/${bracketed(argument(tokens))}`;
    case '\\binom':
    case '\\tbinom':
      return `C(${argument(tokens)},${argument(tokens)})`;
    case '\\hat':
      return `${argument(tokens)}\u0302`;
    case '\\data':
    case '\\begin':
    case '\\end':
      argument(tokens);
      return '';
    default:
      return token.startsWith('\\') ? command(token.slice(1), tokens) : token;
  }
}

function command(name: string, [next = '']: readonly string[]): string {
  if (MUTE.includes(name)) return '';
  return SIGNS[name] ?? (next.startsWith('\\') ? `${name} ` : name);
}

/** What can be said of the formula in one line, with an index behind _ and a power behind ^. */
export function plainFormula(latex: string): string {
  const tokens = latex.match(/\\[a-z]+|\\.|[^]/gi) ?? [];
  return group(tokens)
    .normalize()
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/ ([)\]},])/g, '$1');
}
