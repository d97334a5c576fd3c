import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Journeys run on both databases: the same files, once with the embedded one and once with PostgreSQL. Security does in a soak; what is about
// several processes, or the server itself, is in test/postgres.
const journeys = 'test/journeys/**/*.test.ts'
const security = 'test/security/**/*.test.ts'
const atOnce = 'test/security/*-at-once.test.ts'
const soak = process.env.SOAK === '1'
// The mail server's side of a message is the same whichever database is underneath.
const mailAlone = ['test/journeys/smtp-sender.test.ts', 'test/journeys/recovery-over-smtp.test.ts']
const slow = { testTimeout: 30_000, hookTimeout: 60_000 }

// Where CI counts from.
const report = process.env.VITEST_REPORT

export default defineConfig({
  test: {
    // One more than there are cores: a test that waits for a message, or for a server to start, leaves its core to another.
    maxWorkers: availableParallelism() + 1,
    // Every test file has a database, a program and a clock of its own; what they share is only the code, which is loaded once.
    isolate: false,
    // The first line of a failure says what was found, for whoever reads no more of a run than its end.
    chaiConfig: { truncateThreshold: 400 },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      { test: { name: 'rules', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'pglite', include: [journeys, security], globalSetup: 'test/make-pglite-template.ts', ...slow } },
      {
        test: {
          name: 'postgres',
          include: [journeys, soak ? security : atOnce, 'test/postgres/**/*.test.ts'],
          exclude: mailAlone,
          globalSetup: 'test/make-postgres-template.ts',
          ...slow,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/make-pglite-template.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
