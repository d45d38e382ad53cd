/** Draws a formula in LaTeX: as MathML, whose renderer comes with the first formula, or as plain text. */
import { onDemand } from '../../../store/onDemand';
import { plainFormula } from './plainFormula';

const loadRenderer = onDemand(() => import('temml').then((module) => module.default));

/** Separates parts that may wrap onto separate lines. */
const APART = '\\qquad';
/** Where a line may be broken, as in TeX. */
const BREAK = '\\allowbreak';

/** The pieces of a formula that are not broken, part by part. */
export function piecesOf(latex: string): readonly (readonly string[])[] {
  return latex.split(APART).map((part) => part.split(BREAK));
}

/** Trusts `\data{term=…}` alone; refuses all other attributes. */
function isOurs(context: unknown): boolean {
  const { command, attributes = {} } = context as { command: string; attributes?: Readonly<Record<string, string>> };
  return command === '\\data' && Object.keys(attributes).every((name) => name === 'data-term');
}

const MATH_ML = 'http://www.w3.org/1998/Math/MathML';

/** Whether the browser lays out MathML: only then is a space as wide as its markup says. */
function laysOutMathMl(): boolean {
  const probe = document.createElementNS(MATH_ML, 'math');
  const space = document.createElementNS(MATH_ML, 'mspace');
  space.setAttribute('width', '40px');
  probe.append(space);
  document.body.append(probe);
  const { width } = space.getBoundingClientRect();
  probe.remove();
  return width > 0;
}

let mathMl: boolean | null = null;

async function drawer(): Promise<(piece: string) => Node> {
  mathMl ??= laysOutMathMl();
  // Without its renderer too a formula is read as text.
  const temml = mathMl ? await loadRenderer().catch(() => null) : null;
  if (temml === null) return (piece) => document.createTextNode(`${plainFormula(piece)} `);
  return (piece) => {
    const drawing = document.createElement('span');
    temml.render(piece, drawing, { displayMode: true, throwOnError: false, trust: isOurs });
    return drawing;
  };
}

/** A line for each part of the formula, and in it a span for each piece where the browser can draw it. */
export async function drawFormula(latex: string): Promise<readonly HTMLElement[]> {
  const draw = await drawer();
  return piecesOf(latex).map((pieces) => {
    const line = document.createElement('div');
    line.append(...pieces.map(draw));
    return line;
  });
}
