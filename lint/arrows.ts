import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Rule } from 'eslint';
import { keptNames, refusal, roomOf, type Target } from './rooms.ts';

const slashes = (file: string): string => file.split(path.sep).join('/');

/** What an import specifier of a file means: a path inside the project, or a package. Queries such as `?url` do not count. */
function targetOf(file: string, specifier: string): Target {
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.') && !bare.startsWith('/')) return { kind: 'package', name: bare };
  return { kind: 'file', path: path.posix.normalize(path.posix.join(path.posix.dirname(file), bare)) };
}

interface Source {
  type: string;
  value?: unknown;
}

/** Holds every import, export-from, dynamic import, import type and require to the arrows of rooms.ts. */
export const arrows: Rule.RuleModule = {
  meta: { type: 'problem', docs: { description: 'Allowed imports between rooms' }, schema: [] },
  create(context) {
    const file = slashes(path.relative(context.cwd, context.filename));
    const check = (node: Rule.Node, source: Source | null | undefined): void => {
      if (typeof source?.value !== 'string') return;
      const message = refusal(file, targetOf(file, source.value), isBuiltin);
      if (message !== '') context.report({ node, message });
    };
    const checkName = (node: Rule.Node, name: string): void => {
      const kept = keptNames.get(name);
      if (kept && kept.file !== file && roomOf(file) !== 'outside') context.report({ node, message: kept.instead });
    };
    return {
      ...sourceListeners(check),
      'ImportSpecifier > Identifier.imported': (node: Rule.Node & { name: string }) => { checkName(node, node.name); },
      'MemberExpression > Identifier.property': (node: Rule.Node & { name: string }) => { checkName(node, node.name); },
      'ObjectPattern > Property > Identifier.key': (node: Rule.Node & { name: string }) => { checkName(node, node.name); },
    };
  },
};

type Check = (node: Rule.Node, source: Source | null | undefined) => void;

const sourceListeners = (check: Check): Rule.RuleListener => ({
  ImportDeclaration: (node) => { check(node, node.source); },
  ExportNamedDeclaration: (node) => { check(node, node.source); },
  ExportAllDeclaration: (node) => { check(node, node.source); },
  ImportExpression: (node) => { check(node, node.source); },
  TSImportType: (node: Rule.Node & { source: Source }) => { check(node, node.source); },
  TSExternalModuleReference: (node: Rule.Node & { expression: Source }) => { check(node, node.expression); },
  CallExpression: (node) => {
    const called = node.callee.type === 'Identifier' ? node.callee.name : '';
    if (called === 'require') check(node, node.arguments[0]);
  },
});
