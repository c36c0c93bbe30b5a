import react from '@vitejs/plugin-react'

// The server serves what is built here (server/src/flows/console); see docs/console.md.
// Without `defineConfig`: the plugin's types come from another version of Vite, and both together overflow the checker.
export default {
  base: '/console/',
  plugins: [react()],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
}
