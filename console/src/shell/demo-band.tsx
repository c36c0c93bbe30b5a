import { ConfirmDialog, Note, ReasonedButton, TimeAgo } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import { useAction, useLateAnswer, useRefusal } from './api.ts'
import { usePlace } from './place.tsx'
import { problemText } from './problem-text.ts'
import { useGo } from './use-go.ts'

const TITLE = 'Remove the demo'
const LOSS =
  'Its 5,000 users, 40 organizations, 3 applications, roles, permissions, flags and properties go, and the events and traces of its users. Everything that you made yourself stays. This cannot be undone.'

/** Says on every page that the environment holds the demo, and takes it away. */
export function DemoBand() {
  const place = usePlace()
  const go = useGo()
  const queries = useQueryClient()
  const cannotRead = useRefusal('getDemo')
  const refusal = useRefusal('removeDemo')
  const [isAsking, { open, close }] = useDisclosure()
  const found = useLateAnswer('getDemo', cannotRead === undefined ? {} : undefined)
  const remove = useAction('removeDemo', {
    refresh: ['getDemo'],
    onDone: () => {
      close()
      // The thing that the page shows may be one of the demo.
      go(paths.home(place))
      void queries.invalidateQueries()
    },
  })
  if (!found?.demo) return null
  return (
    <section aria-label="Demo">
      <Note kind="warning">
        Demo: the people and organizations here are made up, <TimeAgo at={found.demo.created_on} />.{' '}
        <ReasonedButton size="compact-sm" reason={refusal} onClick={open}>
          {TITLE}
        </ReasonedButton>
      </Note>
      <ConfirmDialog
        isOpen={isAsking}
        title={TITLE}
        confirm={TITLE}
        keep="Keep it"
        problem={remove.error ? problemText(remove.error) : undefined}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({})}
        onClose={close}
      >
        {LOSS}
      </ConfirmDialog>
    </section>
  )
}
