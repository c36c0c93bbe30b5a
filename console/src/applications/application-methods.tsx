import { ReasonedButton } from '@gatehouse/ui'
import { connectionsIn, connectionTexts, MethodSwitches } from '../connections/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { texts } from './texts.ts'

const REFRESH = ['GetApplicationConnections', 'getApplicationSettings', 'getConnectionApplications'] as const

/** The methods of an application, and the way back to those of its environment. */
export function ApplicationMethods({ id }: { readonly id: string }) {
  const connections = connectionsIn(useAnswer('GetApplicationConnections', { application_id: id }))
  const { settings } = useAnswer('getApplicationSettings', { application_id: id })
  const enable = useAction('EnableConnection', { refresh: REFRESH })
  const remove = useAction('RemoveConnection', { refresh: REFRESH })
  const reset = useAction('resetApplicationConnections', { refresh: REFRESH })
  const refusal = useRefusal('EnableConnection')
  const isOwn = settings.email_method.source === 'application'
  return (
    <div>
      <MethodSwitches
        on={connections.map((connection) => connection.id)}
        refusal={refusal}
        isBusy={enable.isPending || remove.isPending || reset.isPending}
        problem={enable.error ?? remove.error ?? reset.error}
        onSwitch={(connectionId, isOn) => {
          enable.reset()
          remove.reset()
          const action = isOn ? enable : remove
          action.mutate({ parameters: { application_id: id, connection_id: connectionId } })
        }}
      />
      <p className="small quiet">{isOwn ? connectionTexts.own : connectionTexts.inherited}</p>
      {isOwn && (
        <ReasonedButton
          size="compact-sm"
          reason={refusal}
          loading={reset.isPending}
          onClick={() => reset.mutate({ parameters: { application_id: id } })}
        >
          {texts.inheritMethods}
        </ReasonedButton>
      )}
    </div>
  )
}
