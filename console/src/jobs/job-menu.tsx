import { ReasonedButton } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useRefusal } from '../shell/api.ts'
import type { Job } from './job-columns.tsx'
import { texts } from './texts.ts'

interface JobMenuProps {
  readonly job: Job
  readonly onRetry: () => void
  readonly onDiscard: () => void
}

/** The acts on one job, each with the reason why it cannot be done. */
export function JobMenu({ job, onRetry, onDiscard }: JobMenuProps) {
  const isRunning = job.state === 'running' ? texts.isRunning : undefined
  const isNeeded = job.can_be_discarded ? undefined : texts.isNeeded
  const retryRefusal = useRefusal('retryJob')
  const discardRefusal = useRefusal('discardJob')
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ReasonedButton size="compact-sm" reason={retryRefusal ?? isRunning} onClick={onRetry}>
        {texts.retry}
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="subtle"
        reason={discardRefusal ?? isNeeded ?? isRunning}
        onClick={onDiscard}
      >
        {texts.discard}
      </ReasonedButton>
    </Group>
  )
}
