import { ConfirmDialog, DangerZone, ReasonedButton } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { paths } from '../paths.ts'
import { useAction, useRefusal } from '../shell/api.ts'
import { InstallationCalls, useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { inNumbers, type Contents } from './loss.ts'
import { texts } from './texts.ts'

const words = texts.deleteBusiness

interface DeleteBusinessProps {
  readonly business: { readonly code: string; readonly name: string }
  readonly environments: readonly { readonly code: string; readonly name?: string | undefined }[]
  readonly loss: Contents
}

/** The last thing on the page of a business. */
export function DeleteBusiness(props: DeleteBusinessProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const refusal = useRefusal('deleteBusiness')
  const { business, environments, loss } = props
  const button = (
    <ReasonedButton color="red" variant="outline" onClick={open} reason={refusal}>
      {words.delete}
    </ReasonedButton>
  )
  return (
    <>
      <DangerZone
        acts={[{ title: words.title, loss: words.loss(business.name, environments.length, inNumbers(loss)), button }]}
      />
      {isOpen && <DeleteBusinessDialog {...props} onClose={close} />}
    </>
  )
}

/** Asks for the name, after it offered to export what goes. Nothing brings a business back. */
export function DeleteBusinessDialog(props: DeleteBusinessProps & { readonly onClose: () => void }) {
  return (
    <InstallationCalls>
      <Dialog {...props} />
    </InstallationCalls>
  )
}

function Dialog({ business, environments, loss, onClose }: DeleteBusinessProps & { readonly onClose: () => void }) {
  const { environment } = useHere()
  // Nothing of the page that one is on may be left: it may be one of the business.
  const remove = useAction('deleteBusiness', { refresh: [], onDone: () => location.assign(paths.start()) })
  return (
    <ConfirmDialog
      isOpen
      title={words.title}
      typed={{ label: words.typeName, name: business.name }}
      confirm={words.delete}
      keep={words.keep}
      isProduction={environment.is_production}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { business_code: business.code, confirm: business.code } })}
      onClose={onClose}
    >
      <p>{words.loss(business.name, environments.length, inNumbers(loss))}</p>
      <p>{words.exportFirst}</p>
      <ul>
        {environments.map(({ code, name = code }) => (
          <li key={code}>
            <a className="link" href={paths.exports({ business: business.code, environment: code })}>
              {words.exportOf(name)}
            </a>
          </li>
        ))}
      </ul>
      <ProblemNote problem={remove.error} own={words.problems} />
    </ConfirmDialog>
  )
}
