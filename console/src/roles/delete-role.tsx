import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, DangerZone, ReasonedButton } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { problemText } from '../shell/problem-text.ts'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'

export function DeleteRole({ role }: { readonly role: Answer<'GetRole'>['role'] }) {
  const place = usePlace()
  const { environment } = useHere()
  const go = useGo()
  const refusal = useRefusal('DeleteRole')
  const [isAsking, { open, close }] = useDisclosure()
  const { users, next_token } = useAnswer('GetRoleUsers', { role_id: role.id, page_size: 100 })
  const remove = useAction('DeleteRole', { refresh: ['GetRoles'], onDone: () => go(paths.roles(place)) })
  const loss = texts.deleteLoss(role.name, texts.holders(users.length, Boolean(next_token)))
  return (
    <>
      <DangerZone
        acts={[
          {
            title: texts.deleteTitle,
            loss,
            button: (
              <ReasonedButton color="red" variant="outline" onClick={open} reason={refusal}>
                {texts.delete}
              </ReasonedButton>
            ),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.deleteTitle}
        typed={{ label: texts.typeName, name: role.name }}
        confirm={texts.delete}
        keep={texts.keep}
        problem={remove.error ? problemText(remove.error, texts.problems) : undefined}
        isProduction={environment.is_production}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ parameters: { role_id: role.id } })}
        onClose={close}
      >
        {loss}
      </ConfirmDialog>
    </>
  )
}
