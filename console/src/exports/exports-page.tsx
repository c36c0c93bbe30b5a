import { download, type Problem } from '@gatehouse/api-client'
import { Note, Page, ReasonedButton, Section } from '@gatehouse/ui'
import { useMutation } from '@tanstack/react-query'
import { useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { clientOf, useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { saveFile } from '../shell/save-file.ts'
import { texts } from './texts.ts'

function ExportsPage() {
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Note>{texts.warning}</Note>
      <Section title={texts.users} reason={texts.usersReason}>
        <Export operation="exportUsers" label={texts.exportUsers} kind="users" />
      </Section>
      <Section title={texts.organizations} reason={texts.organizationsReason}>
        <Export operation="exportOrganizations" label={texts.exportOrganizations} kind="organizations" />
      </Section>
    </Page>
  )
}

interface ExportProps {
  readonly operation: 'exportUsers' | 'exportOrganizations'
  readonly label: string
  readonly kind: string
}

function Export({ operation, label, kind }: ExportProps) {
  const here = useHere()
  const save = useMutation<void, Problem>({
    mutationFn: async () => {
      const content = await download(clientOf(here), operation)
      const day = new Date().toISOString().slice(0, 10)
      saveFile(content, `${here.environment.code}-${kind}-${day}.ndjson`)
    },
  })
  return (
    <>
      <p className="quiet">{texts.again}</p>
      <ProblemNote problem={save.error} own={texts.problems} />
      <ReasonedButton mt="md" reason={useRefusal(operation)} loading={save.isPending} onClick={() => save.mutate()}>
        {label}
      </ReasonedButton>
      <p role="status" className="quiet">
        {save.isSuccess && texts.saved}
      </p>
    </>
  )
}

export const exportsPage: PageDefinition = { Component: ExportsPage }
