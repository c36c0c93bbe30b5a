import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    globalSetup: ['../server/test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Each file has a server and a browser of its own; what they import may be loaded once.
    isolate: false,
    // Two browsers are what a small machine runs without making either wait.
    maxWorkers: 2,
    include: ['*.test.ts', 'console/*.test.ts'],
  },
})
