import { Button, Group, Modal, Stack } from '@mantine/core'
import { texts } from './texts.ts'

interface LeaveQuestionProps {
  /** The names of what is not saved; empty while nothing is asked. */
  readonly changed: readonly string[]
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Names what is not saved, and asks whether to lose it. */
export function LeaveQuestion({ changed, onStay, onLeave }: LeaveQuestionProps) {
  return (
    <Modal opened={changed.length > 0} onClose={onStay} title={texts.leaveTitle}>
      <Stack gap="lg">
        <p>
          {texts.notSaved} <b className="strong">{changed.join(', ')}</b>.
        </p>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onStay}>
            {texts.stay}
          </Button>
          <Button variant="outline" color="red" onClick={onLeave}>
            {texts.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
