import { defineConfig } from 'vitest/config'

/** Not part of `npm test`: WebKitGTK and a display come from the system, not from the lock file. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    globalSetup: ['../server/test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    include: ['webkit/*.test.ts'],
  },
})
