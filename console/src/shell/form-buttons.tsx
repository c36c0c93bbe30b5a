import { Button, Group } from '@mantine/core'
import { ReasonedButton } from '@gatehouse/ui'

interface FormButtonsProps {
  readonly submit: string
  readonly cancel?: { readonly label: string; readonly onClick: () => void }
  /** Why the form cannot be sent. */
  readonly reason?: string | undefined
  readonly isBusy: boolean
  /** The page has another primary act. */
  readonly isSecondary?: boolean
  /** Said beside the button once the form was saved. */
  readonly done?: string | false
}

/** The end of every form: the act, named by its verb, and the way out. */
export function FormButtons({ submit, cancel, reason, isBusy, isSecondary = false, done }: FormButtonsProps) {
  return (
    <Group mt="lg">
      <ReasonedButton type="submit" variant={isSecondary ? 'default' : 'filled'} loading={isBusy} reason={reason}>
        {submit}
      </ReasonedButton>
      {cancel && (
        <Button variant="subtle" onClick={cancel.onClick}>
          {cancel.label}
        </Button>
      )}
      <span role="status" className="quiet">
        {done}
      </span>
    </Group>
  )
}
