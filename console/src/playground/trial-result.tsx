import { CodeBlock, CopyId, Facts, ListTable, Note, Section, type Column } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { inWords } from '../shell/in-words.ts'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'
import type { ExplainedClaim, ExplainedToken, SignedIn } from './trial.ts'

/** Code, tokens and claims of a sign-in. */
export function TrialResult({ answer }: { readonly answer: SignedIn }) {
  const place = usePlace()
  const { code, expires_in, scopes, access_token: access, id_token: id } = answer
  const subject = String(access.claims.find(({ name }) => name === 'sub')?.value ?? '')
  return (
    <>
      <Note kind="good">{texts.signedIn}</Note>
      <Section title={texts.answer} reason={texts.answerReason}>
        <Facts
          facts={[
            [texts.code, <CopyId key="code" value={code} />],
            [
              texts.person,
              <a key="person" className="link" href={paths.user(place, subject)}>
                <code>{subject}</code>
              </a>,
            ],
            [texts.granted, <code key="granted">{scopes.join(' ')}</code>],
            [texts.lifetime, inWords(expires_in)],
          ]}
        />
      </Section>
      {id && <TokenSection title={texts.idToken} reason={texts.idTokenReason} token={id} />}
      <TokenSection title={texts.accessToken} reason={texts.accessTokenReason} token={access} />
    </>
  )
}

interface TokenSectionProps {
  readonly title: string
  readonly reason: string
  readonly token: ExplainedToken
}

function TokenSection({ title, reason, token: { token, header, claims, missing } }: TokenSectionProps) {
  return (
    <Section title={title} reason={reason}>
      <CodeBlock name={title} code={token} />
      <ListTable label={texts.claimsOf(title)} columns={CLAIMS} rows={claims} keyOf={({ name }) => name} empty={null} />
      <details>
        <summary>{texts.missing(missing.length)}</summary>
        <Facts facts={missing.map(({ name, reason: why }) => [name, why])} />
      </details>
      <details>
        <summary>{texts.header}</summary>
        <CodeBlock name={texts.header} code={JSON.stringify(header, null, 2)} />
      </details>
    </Section>
  )
}

const CLAIMS: readonly Column<ExplainedClaim>[] = [
  { name: texts.columns.claim, show: ({ name }) => <code>{name}</code> },
  { name: texts.columns.value, show: ({ value }) => <code>{JSON.stringify(value)}</code> },
  { name: texts.columns.source, show: (claim) => <SourceOf {...claim} /> },
]

function SourceOf({ name, origin, parts = {} }: ExplainedClaim) {
  return (
    <>
      {origin === 'protocol' ? (texts.protocol[name] ?? texts.ofProtocol) : texts.origin(origin)}
      {Object.entries(parts).map(([part, source]) => (
        <div key={part} className="quiet small">
          <code>{part}</code>: {source}
        </div>
      ))}
    </>
  )
}
