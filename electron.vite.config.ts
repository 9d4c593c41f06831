import { defineConfig } from 'electron-vite';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';

/**
 * Three processes of ours besides the renderer: the shell, the engine and the practice sandbox, each its own entry.
 * Only the two native modules stay outside the bundles; everything else is packed in, so few files are opened at start.
 */
const native = ['electron', 'better-sqlite3', 'keytar'];

/** The oldest runtime the app must run on (Electron 33): its Node and its Chromium. */
const oldest = { node: 'node20.18', chromium: 'chrome130' };

/** google-libphonenumber carries an eval that it only reaches when loaded in pieces; bundled whole, it never does. */
const quiet = { eval: false };

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: oldest.node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'main/main.ts', engine: 'main/engine/entry.ts', sandbox: 'main/sandbox/entry.ts' },
        external: native,
        checks: quiet,
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldest.node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'preload/preload.ts' },
        external: ['electron'],
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      target: oldest.chromium,
      rolldownOptions: { input: { index: join(import.meta.dirname, 'renderer', 'index.html') }, checks: quiet },
    },
    plugins: [react()],
  },
});
