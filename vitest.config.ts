import { defineConfig } from 'vitest/config';

const report = process.env.REPORT;

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', '{experiments,scripts}/**/*.test.ts'],
    // Training for real takes its time on a shared CPU.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: report } }),
  },
});
