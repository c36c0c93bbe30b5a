import { KindeProvider } from '@kinde-oss/kinde-auth-react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { NotConfigured } from './not-configured.tsx'
import { Notebook } from './notebook.tsx'
import { readSettings, type Settings } from './settings.ts'
import './style.css'

/** The SDK reports a first visit like a failure: nobody is signed in yet. */
const NOBODY_YET = 'ERR_CHECK_AUTH'

function SignInAware({ settings }: { settings: Settings }) {
  const [problem, setProblem] = useState<string>()
  // The refresh token stays in a cookie that scripts cannot read, which is what the SDK does unless told otherwise.
  return (
    <KindeProvider
      domain={settings.issuer}
      clientId={settings.clientId}
      redirectUri={window.location.origin}
      logoutUri={window.location.origin}
      callbacks={{
        onError: ({ error, errorDescription }) => {
          if (error !== NOBODY_YET) setProblem(errorDescription)
        },
      }}
    >
      <Notebook settings={settings} problem={problem} />
    </KindeProvider>
  )
}

const settings = readSettings()
const root = document.getElementById('root')
if (root) createRoot(root).render(settings ? <SignInAware settings={settings} /> : <NotConfigured />)
