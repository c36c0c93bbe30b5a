import { useKindeAuth } from '@kinde-oss/kinde-auth-react'
import { Card } from './card.tsx'
import { Profile } from './profile.tsx'
import type { Settings } from './settings.ts'

export function Notebook({ settings, problem }: { settings: Settings; problem: string | undefined }) {
  const { isLoading, isAuthenticated } = useKindeAuth()
  if (isLoading) return <p role="status">Loading …</p>
  if (isAuthenticated) return <Profile settings={settings} />
  return <Welcome problem={problem ?? refusalIn(window.location.search)} />
}

function Welcome({ problem }: { problem: string | undefined }) {
  const { login, register } = useKindeAuth()
  return (
    <Card title="Welcome">
      <p className="quiet">Sign in to see what the application learns about you.</p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button className="primary" onClick={() => void login()}>
          Sign in
        </button>
        <button onClick={() => void register()}>Create account</button>
      </div>
    </Card>
  )
}

/** The error that the server sends back with a person who is not signed in (RFC 6749 section 4.1.2.1). */
function refusalIn(search: string): string | undefined {
  const parameters = new URLSearchParams(search)
  const error = parameters.get('error')
  if (error === null) return undefined
  return parameters.get('error_description') ?? error
}
