/** The import graph of a source tree: who imports whom, by value or by type alone, and what can be counted in it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

export interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const PRODUCT = /\.tsx?$/;
const NO_PRODUCT = /\.(test|spec)\.tsx?$|\.d\.ts$|\/assembly\/|\/node_modules\//;

/** The product files below a folder: TypeScript without tests, declarations and AssemblyScript; paths from `root`. */
export function productFiles(root: string, folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  );
  return files.filter((file) => PRODUCT.test(file) && !NO_PRODUCT.test(file)).sort();
}

function isTypeOnly(clause: ts.ImportClause): boolean {
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.every((e) => e.isTypeOnly)
  );
}

/** The module names in a file's text, each with whether only types of it are taken; workers' addresses are none. */
export function moduleNames(file: string, text: string): { readonly name: string; readonly typeOnly: boolean }[] {
  const found: { name: string; typeOnly: boolean }[] = [];
  const add = (node: ts.Expression | undefined, typeOnly: boolean) => {
    if (node !== undefined && ts.isStringLiteral(node)) found.push({ name: node.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause !== undefined && isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function resolve(root: string, from: string, name: string): string | null {
  if (!name.startsWith('.')) return null;
  const base = join(dirname(from), name);
  return (
    [base, `${base}.ts`, `${base}.tsx`].find(
      (path) => existsSync(join(root, path)) && statSync(join(root, path)).isFile(),
    ) ?? null
  );
}

/** Every import between the product files below the folders, once for each pair: by value where any of them is. */
export function importGraph(root: string, folders: readonly string[]): Import[] {
  const files = new Set(folders.flatMap((folder) => productFiles(root, folder)));
  return [...files].flatMap((from) => {
    const typeOnly = new Map<string, boolean>();
    for (const { name, typeOnly: only } of moduleNames(from, readFileSync(join(root, from), 'utf8'))) {
      const to = resolve(root, from, name);
      if (to !== null && to !== from && files.has(to)) typeOnly.set(to, only && (typeOnly.get(to) ?? true));
    }
    return [...typeOnly].map(([to, only]) => ({ from, to, typeOnly: only }));
  });
}

/** The rooms of a house: each file and folder that lies directly in one of the opened folders. */
export function roomOf(file: string, opened: readonly string[]): string {
  const home = opened.filter((folder) => file.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
  const [first, ...rest] = relative(home, file).split('/');
  return join(home, first) + (rest.length > 0 ? '/' : '');
}

/** Arrows between the rooms: one for each pair of which some file of the first imports one of the second. */
export function between(imports: readonly Import[], room: (file: string) => string): Import[] {
  const arrows = new Map<string, Import>();
  for (const { from, to, typeOnly } of imports) {
    const [a, b] = [room(from), room(to)];
    const key = `${a}\n${b}`;
    if (a !== b) arrows.set(key, { from: a, to: b, typeOnly: typeOnly && (arrows.get(key)?.typeOnly ?? true) });
  }
  return [...arrows.values()];
}

/** Groups that import each other in a loop (strongly connected components of two or more; Tarjan 1972). */
export function circles(imports: readonly Import[]): string[][] {
  const after = new Map<string, string[]>();
  for (const { from, to } of imports) after.set(from, [...(after.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const lowOf = (name: string) => low.get(name) ?? Infinity;
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.size - 1);
    stack.push(name);
    for (const next of after.get(name) ?? []) {
      const seen = index.get(next);
      if (seen === undefined) visit(next);
      if (seen === undefined) low.set(name, Math.min(lowOf(name), lowOf(next)));
      else if (stack.includes(next)) low.set(name, Math.min(lowOf(name), seen));
    }
    if (lowOf(name) !== index.get(name)) return;
    const group = stack.splice(stack.indexOf(name));
    if (group.length > 1) found.push(group.sort());
  };
  for (const name of after.keys()) if (!index.has(name)) visit(name);
  return found;
}

/** Each room's floor: 1 where it imports nobody, else one above the highest that it imports; a circle shares one. */
export function floors(names: readonly string[], imports: readonly Import[]): Map<string, number> {
  const loops = circles(imports);
  const groupOf = (name: string): readonly string[] => loops.find((loop) => loop.includes(name)) ?? [name];
  const known = new Map<string, number>();
  const floorOf = (name: string): number => {
    const floor = known.get(name);
    if (floor !== undefined) return floor;
    const group = groupOf(name);
    const below = imports
      .filter(({ from, to }) => group.includes(from) && !group.includes(to))
      .map(({ to }) => floorOf(to));
    const own = 1 + Math.max(0, ...below);
    for (const member of group) known.set(member, own);
    return own;
  };
  return new Map(names.map((name) => [name, floorOf(name)]));
}
