import type { QuickStart } from './quick-start.ts'
import { MACHINE_STARTS, SERVER_STARTS } from './server-quick-starts.ts'

const SECRET = 'the client secret, shown once when the application was created'

/** Code that works as it stands, for each way to build an application. */
export const QUICK_STARTS: readonly QuickStart[] = [
  {
    name: 'React',
    types: ['spa'],
    callback: 'http://localhost:5173',
    logout: 'http://localhost:5173',
    files: ({ issuer, clientId }) => [
      ['shell', 'npm install @kinde-oss/kinde-auth-react'],
      [
        'src/main.tsx',
        `import { KindeProvider } from '@kinde-oss/kinde-auth-react'
import { createRoot } from 'react-dom/client'
import { App } from './app'

createRoot(document.getElementById('root')!).render(
  <KindeProvider
    domain="${issuer}"
    clientId="${clientId}"
    redirectUri="http://localhost:5173"
    logoutUri="http://localhost:5173"
  >
    <App />
  </KindeProvider>,
)`,
      ],
      [
        'src/app.tsx',
        `import { useKindeAuth } from '@kinde-oss/kinde-auth-react'

export function App() {
  const { isAuthenticated, user, login, register, logout } = useKindeAuth()
  if (isAuthenticated) return <button onClick={() => logout()}>Sign out {user?.email}</button>
  return (
    <>
      <button onClick={() => login()}>Sign in</button>
      <button onClick={() => register()}>Create account</button>
    </>
  )
}`,
      ],
    ],
  },
  {
    name: 'Next.js',
    types: ['reg'],
    callback: 'http://localhost:3001/api/auth/kinde_callback',
    logout: 'http://localhost:3001',
    files: ({ issuer, clientId }) => [
      ['shell', 'npm install @kinde-oss/kinde-auth-nextjs'],
      [
        '.env.local',
        `KINDE_ISSUER_URL=${issuer}
KINDE_CLIENT_ID=${clientId}
KINDE_CLIENT_SECRET=<${SECRET}>
KINDE_SITE_URL=http://localhost:3001
KINDE_POST_LOGOUT_REDIRECT_URL=http://localhost:3001
KINDE_POST_LOGIN_REDIRECT_URL=http://localhost:3001`,
      ],
      [
        'app/api/auth/[kindeAuth]/route.js',
        `import { handleAuth } from '@kinde-oss/kinde-auth-nextjs/server'

export const GET = handleAuth()`,
      ],
      [
        'app/page.tsx',
        `import { LoginLink, LogoutLink, RegisterLink } from '@kinde-oss/kinde-auth-nextjs/components'
import { getKindeServerSession } from '@kinde-oss/kinde-auth-nextjs/server'

export default async function Page() {
  const user = await getKindeServerSession().getUser()
  if (user) return <LogoutLink>Sign out {user.email}</LogoutLink>
  return (
    <>
      <LoginLink>Sign in</LoginLink>
      <RegisterLink>Create account</RegisterLink>
    </>
  )
}`,
      ],
    ],
  },
  {
    name: 'Express',
    types: ['reg'],
    callback: 'http://localhost:3001/callback',
    logout: 'http://localhost:3001',
    files: ({ issuer, clientId }) => [
      ['shell', 'npm install express @kinde-oss/kinde-node-express'],
      [
        'server.js',
        `import { GrantType, getUser, protectRoute, setupKinde } from '@kinde-oss/kinde-node-express'
import express from 'express'

const app = express()
setupKinde(
  {
    grantType: GrantType.AUTHORIZATION_CODE,
    issuerBaseUrl: '${issuer}',
    clientId: '${clientId}',
    secret: process.env.CLIENT_SECRET,
    siteUrl: 'http://localhost:3001',
    redirectUrl: 'http://localhost:3001/callback',
    postLogoutRedirectUrl: 'http://localhost:3001',
    unAuthorisedUrl: 'http://localhost:3001/unauthorised',
    scope: 'openid profile email offline',
  },
  app,
)
app.get('/', (request, response) => response.send('<a href="/login">Sign in</a>'))
app.get('/me', protectRoute, getUser, (request, response) => response.json(request.user))
app.listen(3001)`,
      ],
    ],
  },
  ...SERVER_STARTS,
  ...MACHINE_STARTS,
  {
    name: 'OpenID Connect',
    types: ['reg', 'spa'],
    files: ({ issuer, clientId }) => [
      [
        'settings of any OpenID Connect library',
        `issuer:         ${issuer}
discovery:      ${issuer}/.well-known/openid-configuration
authorization:  ${issuer}/oauth2/auth
token:          ${issuer}/oauth2/token
user info:      ${issuer}/oauth2/v2/user_profile
sign out:       ${issuer}/logout
client id:      ${clientId}
scope:          openid profile email offline
PKCE:           S256`,
      ],
    ],
  },
  {
    name: 'TypeScript',
    types: ['spa'],
    callback: 'http://localhost:5173',
    logout: 'http://localhost:5173',
    files: ({ issuer, clientId }) => [
      ['shell', 'npm install @kinde-oss/kinde-auth-pkce-js'],
      [
        'src/main.ts',
        `import createKindeClient from '@kinde-oss/kinde-auth-pkce-js'

const kinde = await createKindeClient({
  domain: '${issuer}',
  client_id: '${clientId}',
  redirect_uri: 'http://localhost:5173',
  logout_uri: 'http://localhost:5173',
})
const user = await kinde.getUser()
document.body.textContent = user ? \`Signed in as \${user.email}\` : 'Nobody is signed in'
document.body.addEventListener('click', () => (user ? kinde.logout() : kinde.login({})))`,
      ],
    ],
  },
  {
    name: 'curl',
    types: ['m2m', 'reg'],
    files: ({ issuer, clientId }) => [
      [
        'shell',
        `curl ${issuer}/oauth2/token \\
  -d grant_type=client_credentials \\
  -d client_id=${clientId} \\
  -d client_secret="$CLIENT_SECRET" \\
  -d audience=<the audience of your API>`,
      ],
    ],
  },
  {
    name: 'curl',
    types: ['device'],
    files: ({ issuer, clientId }) => [
      ['shell: ask for a code', `curl ${issuer}/oauth2/device/auth -d client_id=${clientId} -d scope="openid offline"`],
      [
        'shell: ask whether somebody allowed it',
        `curl ${issuer}/oauth2/token \\
  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\
  -d client_id=${clientId} \\
  -d device_code=<the device_code of the first answer>`,
      ],
    ],
  },
]
