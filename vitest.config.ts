import { defineConfig } from 'vitest/config';

const report = process.env.REPORT;

/** What trains and computes: its modules keep nothing from one file to the next, so that the files of tests share them. */
const SHARED = ['src/{engine,world,formats,protocol,experiment}/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    environment: 'node',
    // Training for real takes its time on a shared CPU.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: report } }),
    projects: [
      { extends: true, test: { name: 'engine', include: SHARED, isolate: false } },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['src/**/*.test.{ts,tsx}', '{experiments,scripts}/**/*.test.ts'],
          exclude: SHARED,
        },
      },
    ],
  },
});
