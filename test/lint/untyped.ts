import tseslint from 'typescript-eslint';
import type { Linter } from 'eslint';

/** Turns the type-aware rules off, which need files that exist. */
export const disableTypeChecked = tseslint.configs.disableTypeChecked as Linter.Config;
