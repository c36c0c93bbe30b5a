import type { Answer, Parameters } from '@gatehouse/api-client'
import { Copy, ListTable, Note, type Column } from '@gatehouse/ui'
import { Group, MultiSelect, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAnswer, useLateAnswer, useLateResult, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { PersonSelect } from './person-select.tsx'
import { texts } from './texts.ts'
import type { TokenKind } from './token-customization.ts'

const SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline']

interface TokenPreviewProps {
  readonly applicationId: string
  readonly kind: TokenKind
  /** The customization to show, saved or not. */
  readonly draft: Partial<Parameters<'previewToken'>>
}

/** Shows the claims that a token would hold at this moment for a person in an organization, with the source of each. */
export function TokenPreview({ applicationId, kind, draft }: TokenPreviewProps) {
  const isOfUser = kind !== 'm2m_token'
  const refusal = useRefusal('previewToken')
  const { apis } = useAnswer('getApplicationAPIs', { application_id: applicationId })
  const audiences = apis.filter((api) => !isOfUser || !api.is_management_api).map(({ audience }) => audience)
  const [audience, setAudience] = useState<readonly string[]>([])
  const [scopes, setScopes] = useState<readonly string[]>(['openid', 'profile', 'email', 'offline'])
  const [subject, setSubject] = useState<Subject>({})
  const isComplete = refusal === undefined && (!isOfUser || subject.user !== undefined)
  const { answer, problem } = useLateResult(
    'previewToken',
    isComplete
      ? {
          application_id: applicationId,
          ...draft,
          audience: audience.join(' '),
          ...(isOfUser && { scope: scopes.join(' '), user_id: subject.user, org_code: subject.organization }),
        }
      : undefined,
  )
  if (refusal !== undefined) return <Note>{refusal}</Note>
  return (
    <Stack gap="md">
      <Group align="flex-start">
        {isOfUser && <SubjectFields subject={subject} onChange={setSubject} />}
        {isOfUser && <MultiSelect label={texts.askedScopes} data={SCOPES} value={[...scopes]} onChange={setScopes} />}
        {audiences.length > 0 && (
          <MultiSelect label={texts.askedApis} data={audiences} value={[...audience]} onChange={setAudience} />
        )}
      </Group>
      <ProblemNote problem={problem} own={texts.problems} />
      {isComplete && !problem && answer && <Preview shown={answer.token_preview} />}
      {!isComplete && <p className="quiet">{texts.choosePerson}</p>}
    </Stack>
  )
}

interface Subject {
  readonly user?: string
  readonly organization?: string
}

interface SubjectFieldsProps {
  readonly subject: Subject
  readonly onChange: (subject: Subject) => void
}

function SubjectFields({ subject: { user, organization = '' }, onChange }: SubjectFieldsProps) {
  const found = useLateAnswer(
    'getUserOrganizations',
    user === undefined ? undefined : { user_id: user, page_size: 100 },
  )
  const organizations = (found?.organizations ?? []).map(({ code, name }) => ({ value: code, label: name }))
  return (
    <>
      <PersonSelect label={texts.person} value={user} onChange={(next) => onChange({ user: next })} />
      <Select
        label={texts.organization}
        data={[{ value: '', label: texts.noOrganization }, ...organizations]}
        value={organization}
        allowDeselect={false}
        disabled={user === undefined}
        onChange={(code) => onChange({ ...(user && { user }), ...(code && { organization: code }) })}
      />
    </>
  )
}

type Shown = Answer<'previewToken'>['token_preview']

interface Row {
  readonly name: string
  readonly value?: unknown
  readonly origin?: string
  readonly parts?: Readonly<Record<string, string>>
  /** Why the claim is left out. */
  readonly reason?: string
}

const COLUMNS: readonly Column<Row>[] = [
  { name: texts.claimColumns.claim, show: ({ name, reason }) => (reason ? <s>{name}</s> : <code>{name}</code>) },
  {
    name: texts.claimColumns.value,
    show: ({ value, reason }) => (reason ? texts.leftOut(reason) : <code>{JSON.stringify(value)}</code>),
  },
  { name: texts.claimColumns.source, show: (row) => <SourceOf {...row} /> },
]

function SourceOf({ name, origin, parts = {} }: Row) {
  if (origin === undefined) return null
  return (
    <>
      {texts.claimSource(name, origin)}
      {Object.entries(parts).map(([part, source]) => (
        <div key={part} className="quiet small">
          <code>{part}</code>: {source}
        </div>
      ))}
    </>
  )
}

function Preview({ shown: { claims, missing, size } }: { readonly shown: Shown }) {
  const payload = Object.fromEntries(claims.map(({ name, value }) => [name, value]))
  return (
    <>
      <Group justify="space-between">
        <span className="quiet small">{texts.size(size.bytes)}</span>
        <Copy value={JSON.stringify(payload, null, 2)} label={texts.copyJson} />
      </Group>
      {size.warnings.map(({ code }) => (
        <Note key={code} kind="warning">
          {texts.sizeWarnings[code] ?? code}
        </Note>
      ))}
      <ListTable<Row>
        label={texts.preview}
        columns={COLUMNS}
        rows={[...claims, ...missing]}
        keyOf={({ name, reason }) => `${name} ${reason ?? ''}`}
        empty={null}
      />
    </>
  )
}
