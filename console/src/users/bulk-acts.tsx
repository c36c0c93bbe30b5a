import { ConfirmDialog, ReasonedButton } from '@gatehouse/ui'
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useRefusal, useSeveral } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { ChooseOrganization } from './add-to-organization.tsx'
import { CHANGED_BY_ACCESS, texts } from './texts.ts'
import classes from './users-page.module.css'

type Act = 'suspend' | 'delete'

interface BulkActsProps {
  readonly ids: readonly string[]
  readonly onDone: () => void
}

/** Acts on the people who are picked, one after the other; it stops at the first refusal. */
export function BulkActs({ ids, onDone }: BulkActsProps) {
  const [open, setOpen] = useState<Act | 'add'>()
  const suspendRefusal = useRefusal('updateUser')
  const deleteRefusal = useRefusal('deleteUser')
  return (
    <>
      <section className={classes['bulk']} aria-label={texts.bulk}>
        <span className="strong" role="status">
          {texts.picked(ids.length)}
        </span>
        <ReasonedButton size="compact-sm" reason={useRefusal('AddOrganizationUsers')} onClick={() => setOpen('add')}>
          {texts.addToOrganization}
        </ReasonedButton>
        <ReasonedButton size="compact-sm" reason={suspendRefusal} onClick={() => setOpen('suspend')}>
          {texts.suspend}
        </ReasonedButton>
        <ReasonedButton size="compact-sm" reason={deleteRefusal} onClick={() => setOpen('delete')}>
          {texts.deletePicked}
        </ReasonedButton>
        <Button size="compact-sm" variant="subtle" onClick={onDone}>
          {texts.pickNobody}
        </Button>
      </section>
      <Modal opened={open === 'add'} onClose={() => setOpen(undefined)} title={texts.addToOrganization}>
        <ChooseOrganization userIds={ids} onDone={onDone} />
      </Modal>
      {(open === 'suspend' || open === 'delete') && (
        <ConfirmBulk act={open} ids={ids} onDone={onDone} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

interface ConfirmBulkProps extends BulkActsProps {
  readonly act: Act
  readonly onClose: () => void
}

function ConfirmBulk({ act, ids, onDone, onClose }: ConfirmBulkProps) {
  const { environment } = useHere()
  const suspend = useSeveral('updateUser', { refresh: CHANGED_BY_ACCESS, onDone })
  const remove = useSeveral('deleteUser', { refresh: CHANGED_BY_ACCESS, onDone })
  const problem = suspend.error ?? remove.error
  const run = () => {
    if (act === 'delete') remove.mutate(ids.map((id) => ({ parameters: { id } })))
    else suspend.mutate(ids.map((id) => ({ parameters: { id }, body: { is_suspended: true } })))
  }
  const { title, confirm, loss } = texts.bulkActs[act]
  return (
    <ConfirmDialog
      isOpen
      title={title(ids.length)}
      {...(act === 'delete' && { typed: { label: texts.typeCount, name: String(ids.length) } })}
      confirm={confirm(ids.length)}
      keep={texts.keep}
      problem={<ProblemNote problem={problem} own={texts.problems} />}
      isProduction={environment.is_production}
      isBusy={suspend.isPending || remove.isPending}
      onConfirm={run}
      onClose={onClose}
    >
      {loss}
    </ConfirmDialog>
  )
}
