import '@gatehouse/ui/styles.css'
import { Look } from '@gatehouse/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { pageNonce } from './shell/page-nonce.ts'
import { createConsoleRouter } from './routes.tsx'

const queries = new QueryClient({
  // A problem is shown at once with a way to try again; a silent second try only makes people wait.
  defaultOptions: { queries: { staleTime: 10_000, retry: false }, mutations: { retry: false } },
})
const router = createConsoleRouter(queries)
const nonce = pageNonce()
// The library that locks scrolling behind a dialog looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce })
const root = document.getElementById('console')

if (root) {
  createRoot(root).render(
    <StrictMode>
      <Look nonce={nonce}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Look>
    </StrictMode>,
  )
}
