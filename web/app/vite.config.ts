/// <reference types="vitest/config" />
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

// `npm run dev` beside a running `casus serve`: CASUS=http://127.0.0.1:8000 npm run dev
const server = process.env['CASUS'] ?? 'http://127.0.0.1:8000';

export default defineConfig(({ mode }) => ({
  base: mode === 'development' ? '/' : '/static/',
  publicDir: false as const,
  plugins: [svelte(), licences()],
  resolve: {
    alias: { $lib: path('./src/lib'), $components: path('./src/components'), $basemap: basemapFolder() },
    // tests mount components, which the server build of Svelte does not
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  build: {
    outDir: path('../../src/casus/serving/static'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // no data: addresses, which the content security policy does not let through
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: {
    fs: { allow: [path('.'), basemapFolder()] },
    proxy: { '/api': server, '/feeds': server, '/docs': server, '/openapi.json': server },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'] },
}));

/** The licences of the libraries whose code is in the built app, as one file beside it: they ask to be passed on with it. */
function licences(): Plugin {
  return {
    name: 'casus-licences',
    generateBundle() {
      const folders = new Set<string>();
      for (const id of this.getModuleIds()) {
        const found = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/?]+)\//.exec(id);
        if (found?.[1]) folders.add(found[1]);
      }
      const told = [...folders].sort().flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => /^licen[cs]e/i.test(name))
          .map(
            (name) =>
              `${folder.slice(folder.lastIndexOf('node_modules/') + 13)}\n\n${readFileSync(`${folder}/${name}`, 'utf8')}`,
          ),
      );
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: told.join(`\n${'-'.repeat(80)}\n`) });
    },
  };
}

/** Where the package build has put the report's basemap, of which the app's map is drawn. */
function basemapFolder(): string {
  return path('../../src/casus/reporting/static');
}
