import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server serves what is built here (server/src/flows/console); see docs/console.md.
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
})
