import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Elsewhere than by default for tests, which must not meet what somebody develops here. */
const { EXAMPLE_ORIGIN: origin = 'http://localhost:5173', EXAMPLE_SETTINGS_DIR: envDir = '.' } = process.env

// The port is part of the registered callback URL, so another one would only lead to a refusal later.
const address = { port: Number(new URL(origin).port), strictPort: true }

export default defineConfig({ plugins: [react()], envDir, server: address, preview: address })
