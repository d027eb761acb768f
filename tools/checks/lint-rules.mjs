/** Rules of the house that no plugin has. */
import { dirname, relative, resolve, sep } from 'node:path';

/** A file of `root/own/` reaches, by a relative path, no folder of `root` but its own and those in `open`. */
const ownFeature = {
  meta: {
    type: 'problem',
    docs: { description: 'the fence between features, for import, export from and import()' },
    schema: [
      {
        type: 'object',
        properties: {
          root: { type: 'string' },
          own: { type: 'string' },
          open: { type: 'array', items: { type: 'string' } },
          features: { type: 'array', items: { type: 'string' } },
        },
      },
    ],
    messages: { fence: '{{ own }}/ imports its own folder, {{ open }} and libs: never {{ other }}/.' },
  },
  create(context) {
    const [{ root, own, open, features }] = context.options;
    const check = (node) => {
      const source = node.source?.type === 'Literal' ? String(node.source.value) : '';
      if (!source.startsWith('.')) return;
      const [other = ''] = relative(root, resolve(dirname(context.filename), source)).split(sep);
      if (other === own || !features.includes(other)) return;
      context.report({
        node,
        messageId: 'fence',
        data: { own, other, open: open.map((name) => `${name}/`).join(', ') },
      });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

const isInject = (member) =>
  member.type === 'PropertyDefinition' &&
  member.value?.type === 'CallExpression' &&
  member.value.callee.type === 'Identifier' &&
  member.value.callee.name === 'inject';

/** Constructor parameters and inject() fields together. */
const maxDependencies = {
  meta: {
    type: 'suggestion',
    docs: { description: 'a class that needs many others does several jobs' },
    schema: [{ type: 'integer', minimum: 1 }],
    messages: { tooMany: 'This class takes {{ count }} dependencies, {{ max }} at most: split it.' },
  },
  create(context) {
    const max = context.options[0] ?? 6;
    return {
      ClassBody(node) {
        const constructor = node.body.find(
          (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
        );
        const count = (constructor?.value.params.length ?? 0) + node.body.filter(isInject).length;
        if (count > max) context.report({ node, messageId: 'tooMany', data: { count, max } });
      },
    };
  },
};

/** Parts of a request that a handler may name: the framework fills decorated parameters in, nobody calls it with a list. */
const MAX_DECORATED = 6;

/** Parameters of everything but constructors, which have `max-dependencies`. */
const maxParams = {
  meta: {
    type: 'suggestion',
    docs: { description: 'many parameters are an object without a name' },
    schema: [{ type: 'integer', minimum: 1 }],
    messages: { tooMany: '{{ count }} parameters, {{ max }} at most: take an object.' },
  },
  create(context) {
    const max = context.options[0] ?? 3;
    const check = (node) => {
      const isConstructor = node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';
      const count = node.params.length;
      const isHandler = count > 0 && node.params.every((param) => (param.decorators ?? []).length > 0);
      if (isHandler && count <= MAX_DECORATED) return;
      if (!isConstructor && count > max) context.report({ node, messageId: 'tooMany', data: { count, max } });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

export const posko = {
  meta: { name: 'posko' },
  rules: {
    'own-feature': ownFeature,
    'max-dependencies': maxDependencies,
    'max-params': maxParams,
  },
};
