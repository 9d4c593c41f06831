import path from 'node:path';
import type { Rule } from 'eslint';

const empty = new Set(['util', 'utils', 'utility', 'utilities', 'helper', 'helpers', 'common', 'manager', 'managers', 'service', 'services']);

/** The first word in a path that says nothing about what is inside, or ''. `string-utils.ts`, `ContactManager.tsx`, `common/x.ts`. */
export function emptyWordIn(file: string): string {
  const words = file.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z]+/);
  return words.find((word) => empty.has(word)) ?? '';
}

/** A file is called what it is. */
export const fileNames: Rule.RuleModule = {
  meta: { type: 'suggestion', docs: { description: 'File and folder names that say what is inside' }, schema: [] },
  create(context) {
    const word = emptyWordIn(path.relative(context.cwd, context.filename));
    if (word === '') return {};
    return {
      Program(node) {
        context.report({ node, message: `“${word}” says nothing about what is inside: call the file what it is, such as area-codes.ts or token-vault.ts.` });
      },
    };
  },
};
