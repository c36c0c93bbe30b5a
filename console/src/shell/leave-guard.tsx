import { Button, Group, Modal, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

/** Asks before somebody leaves a page with unsaved changes, and names them. Dialogs of the same page are no leaving. */
export function LeaveGuard({ changed }: { readonly changed: readonly string[] }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => changed.length > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed.length > 0,
    withResolver: true,
  })
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?">
      <Stack gap="lg">
        <p>
          Not saved yet: <b className="strong">{changed.join(', ')}</b>.
        </p>
        <Group justify="flex-end">
          <Button data-autofocus onClick={() => reset?.()}>
            Stay here
          </Button>
          <Button variant="outline" color="red" onClick={() => proceed?.()}>
            Leave and lose the changes
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
