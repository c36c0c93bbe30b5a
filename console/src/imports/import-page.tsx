import { Facts, Page, Section, TimeAgo } from '@gatehouse/ui'
import { Progress } from '@mantine/core'
import { paths } from '../paths.ts'
import { useLiveAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { ImportProblems, problemsOf } from './import-problems.tsx'
import { ImportState, isUnfinished, type Import } from './import-state.tsx'
import { RunRehearsed } from './run-rehearsed.tsx'
import { texts } from './texts.ts'

function ImportPage() {
  const place = usePlace()
  const id = useParam('import')
  const search = useSearchText()
  const { import: one } = useLiveAnswer('getImport', { import_id: id }, (answer) => isUnfinished(answer.import))
  const isOpen = isUnfinished(one)
  return (
    <Page
      back={{ href: paths.imports(place), label: texts.title }}
      title={texts.importTitle(one.kind, one.is_dry_run)}
      lead={isOpen ? texts.leave : texts.existingHelp[one.kind]}
    >
      <Section title={texts.result} reason={texts.resultReason}>
        {isOpen && (
          <Progress value={one.progress * 100} aria-label={texts.progress} animated={one.state === 'running'} mb="md" />
        )}
        <Facts facts={factsOf(one)} />
      </Section>
      {one.is_dry_run && !isOpen && <RunRehearsed key={id} rehearsal={one} />}
      <ImportProblems key={search['after'] ?? ''} of={one} />
      <DeleteThing
        key={String(isOpen)}
        operation="deleteImport"
        input={{ parameters: { import_id: id } }}
        refresh={['getImports']}
        after={paths.imports(place)}
        loss={isOpen ? texts.stopLoss(one.is_dry_run ? 0 : one.created) : texts.deleteLoss}
        texts={isOpen ? { ...texts, deleteTitle: texts.stopTitle, delete: texts.stop, keep: texts.keepReading } : texts}
      />
    </Page>
  )
}

function factsOf(one: Import) {
  const { facts } = texts
  return [
    [facts.state, <ImportState key="state" state={one.state} />],
    [facts.started, <TimeAgo key="started" at={one.created_on} />],
    ...(one.finished_on === null ? [] : [[facts.finished, <TimeAgo key="finished" at={one.finished_on} />] as const]),
    [facts.rows, one.rows.toLocaleString()],
    [one.is_dry_run ? facts.wouldCreate : facts.created, one.created.toLocaleString()],
    [facts.existing, one.existing.toLocaleString()],
    [facts.refused, one.refused.toLocaleString()],
    ...(one.to_wrap === 0
      ? []
      : [[facts.wrapped, `${one.wrapped.toLocaleString()} / ${one.to_wrap.toLocaleString()}`] as const]),
  ] as const
}

export const importPage: PageDefinition = {
  load: ({ ask, params: { import: id = '' }, search }) => [
    ask('getImport', { import_id: id }),
    ask('getImportProblems', problemsOf(id, search)),
  ],
  Component: ImportPage,
}
