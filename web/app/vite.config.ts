/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

// `npm run dev` beside a running `casus serve`: CASUS=http://127.0.0.1:8000 npm run dev
const server = process.env['CASUS'] ?? 'http://127.0.0.1:8000';

export default defineConfig(({ mode }) => ({
  base: mode === 'development' ? '/' : '/static/',
  publicDir: false as const,
  plugins: [svelte()],
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

/** Where the package build has put the report's basemap, of which the app's map is drawn. */
function basemapFolder(): string {
  return path('../../src/casus/reporting/static');
}
