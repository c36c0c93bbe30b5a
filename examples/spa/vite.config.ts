import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The port is part of the registered callback URL, so another one would only lead to a refusal later.
const address = { port: 5173, strictPort: true }

export default defineConfig({ plugins: [react()], server: address, preview: address })
