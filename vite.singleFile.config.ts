import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig } from 'vite';
import { singleFile } from './scripts/build/singleFile.ts';

export default defineConfig(mergeConfig({ plugins: [react()] }, singleFile));
