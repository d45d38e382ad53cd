/** The dictionary as it is written: every string of its files, with where it stands, those inside functions, too. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface Written {
  /** The dictionary's file, without its ending. */
  readonly file: string;
  /** The keys that lead to it, those of functions left out. */
  readonly key: string;
  /** Between two inserted values where the text has any. */
  readonly words: string;
}

const FOLDER = 'src/page/text/en';

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

function keyOf({ name }: ts.PropertyAssignment): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
}

function textsOf(file: string): readonly Written[] {
  const source = ts.createSourceFile(file, readFileSync(`${FOLDER}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Written[] = [];
  const visit = (node: ts.Node, keys: readonly string[]): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (isText(node)) found.push({ file: file.replace('.ts', ''), key: keys.join('.'), words: node.text });
    if (ts.isPropertyAssignment(node)) visit(node.initializer, [...keys, keyOf(node)]);
    else if (ts.isVariableDeclaration(node) && node.initializer !== undefined)
      visit(node.initializer, [...keys, node.name.getText()]);
    else ts.forEachChild(node, (child) => visit(child, keys));
  };
  visit(source, []);
  return found;
}

export function writtenTexts(): readonly Written[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap(textsOf);
}
