import { useKindeAuth } from '@kinde-oss/kinde-auth-react'
import { useEffect, useState } from 'react'
import { Card } from './card.tsx'
import type { Settings } from './settings.ts'

export function Profile({ settings }: { settings: Settings }) {
  const { user, logout } = useKindeAuth()
  const organization = useOrganization()
  return (
    <Card title={`Hello, ${user?.givenName ?? 'you'}`}>
      <dl>
        <dt>Name</dt>
        <dd>{[user?.givenName, user?.familyName].filter(Boolean).join(' ')}</dd>
        <dt>Email</dt>
        <dd>{user?.email}</dd>
        <dt>Organization</dt>
        <dd>
          <code>{organization}</code>
        </dd>
      </dl>
      <RefreshButton settings={settings} />
      <button onClick={() => void logout()}>Sign out</button>
    </Card>
  )
}

function useOrganization(): string | undefined {
  const { getOrganization } = useKindeAuth()
  const [code, setCode] = useState<string>()
  useEffect(() => {
    void getOrganization().then((found) => setCode(found ?? undefined))
  }, [getOrganization])
  return code
}

/** The SDK refreshes by itself before the access token expires; this shows that it can. */
function RefreshButton({ settings: { issuer, clientId } }: { settings: Settings }) {
  const { refreshToken } = useKindeAuth()
  const [outcome, setOutcome] = useState<string>()
  const refresh = async () => {
    const { success, error } = await refreshToken({ domain: issuer, clientId })
    setOutcome(success ? `Tokens refreshed at ${new Date().toLocaleTimeString()}.` : `Not refreshed: ${error}`)
  }
  return (
    <div className="actions">
      <button className="primary" onClick={() => void refresh()}>
        Refresh tokens
      </button>
      <p className="quiet" role="status">
        {outcome}
      </p>
    </div>
  )
}
