import { call, type Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Pager, ReasonedButton, Section, type Column } from '@gatehouse/ui'
import { useMutation } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import { useLiveAnswer } from '../shell/api.ts'
import { clientOf, useHere, usePlace } from '../shell/place.tsx'
import { saveFile } from '../shell/save-file.ts'
import { useSearchText } from '../shell/use-params.ts'
import { isUnfinished, type Import } from './import-state.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50
const MOST_AT_ONCE = 500

type RowProblem = Answer<'getImportProblems'>['problems'][number]

export function problemsOf(id: string, { after }: Readonly<Record<string, string | undefined>>) {
  return { import_id: id, page_size: PAGE_SIZE, ...(after && { next_token: after }) }
}

const COLUMNS: readonly Column<RowProblem>[] = [
  {
    name: texts.problemColumns.row,
    show: ({ row }) => (row === 0 ? texts.headRow : row.toLocaleString()),
  },
  { name: texts.problemColumns.reason, show: ({ message }) => message },
  { name: texts.problemColumns.code, isExtra: true, show: ({ code }) => <code>{code}</code> },
]

/** The rows that were refused, each with the reason; all of them can be taken along as CSV. */
export function ImportProblems({ of: one }: { readonly of: Import }) {
  const place = usePlace()
  const search = useSearchText()
  const { problems, next_token } = useLiveAnswer('getImportProblems', problemsOf(one.id, search), () =>
    isUnfinished(one),
  )
  const download = useDownload(one.id)
  return (
    <Section title={texts.problemsTitle} reason={texts.problemsReason}>
      <ListTable
        label={texts.problemsTitle}
        columns={COLUMNS}
        rows={problems}
        keyOf={({ row, code }) => `${String(row)} ${code}`}
        empty={<EmptyState title={texts.noProblemsTitle}>{texts.noProblems(isUnfinished(one))}</EmptyState>}
      />
      <Pager
        caption={texts.problemsCaption}
        first={search['after'] && paths.import(place, one.id)}
        next={next_token ? paths.import(place, one.id, { after: next_token }) : undefined}
      />
      {problems.length > 0 && (
        <ReasonedButton mt="md" loading={download.isPending} onClick={() => download.mutate()}>
          {texts.download}
        </ReasonedButton>
      )}
    </Section>
  )
}

/** Returns the act that reads all pages of problems and saves them as a file. */
function useDownload(id: string) {
  const client = clientOf(useHere())
  return useMutation({
    mutationFn: async () => {
      const lines = ['row,code,message']
      for (let token: string | undefined = ''; token !== undefined;) {
        const parameters = { import_id: id, page_size: MOST_AT_ONCE, ...(token !== '' && { next_token: token }) }
        const page: Answer<'getImportProblems'> = await call(client, 'getImportProblems', { parameters })
        lines.push(...page.problems.map(({ row, code, message }) => `${String(row)},${code},${quoted(message)}`))
        token = page.next_token
      }
      saveFile(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }), `${id}-problems.csv`)
    },
  })
}

/** A message may repeat text of the file, and a spreadsheet runs text that begins like a formula. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
