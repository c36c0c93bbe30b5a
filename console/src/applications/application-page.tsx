import type { Answer } from '@gatehouse/api-client'
import { Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { ClientAuthentication } from './client-authentication.tsx'
import { Credentials } from './credentials.tsx'
import { DefaultForDevices } from './default-for-devices.tsx'
import { EditApplicationForm } from './edit-application-form.tsx'
import { texts } from './texts.ts'
import { UrlsForm } from './urls-form.tsx'

function ApplicationPage() {
  const place = usePlace()
  const { environment } = useHere()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { redirect_urls } = useAnswer('getCallbackURLs', { app_id: id })
  const { logout_urls } = useAnswer('getLogoutURLs', { app_id: id })
  return (
    <ApplicationFrame open="overview">
      <Section title={texts.credentials} reason={texts.credentialsReason}>
        <Credentials application={application} issuer={environment.origin} />
      </Section>
      {(application.type === 'reg' || application.type === 'm2m') && <ClientAuthentication id={id} />}
      {application.type === 'device' && <DefaultForDevices id={id} />}
      {application.type !== 'm2m' && application.type !== 'device' && (
        <Section title={texts.urls} reason={texts.urlsReason}>
          <UrlsForm
            key={`callbacks ${redirect_urls.join(' ')}`}
            operation="replaceRedirectCallbackURLs"
            refresh="getCallbackURLs"
            label={texts.callbacks}
            applicationId={id}
            urls={redirect_urls}
          />
          <UrlsForm
            key={`logouts ${logout_urls.join(' ')}`}
            operation="replaceLogoutRedirectURLs"
            refresh="getLogoutURLs"
            label={texts.logouts}
            applicationId={id}
            urls={logout_urls}
          />
        </Section>
      )}
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditApplicationForm key={id} application={application} />
      </Section>
      <DeleteThing
        operation="deleteApplication"
        input={{ parameters: { application_id: id } }}
        refresh={['getApplications']}
        after={paths.applications(place)}
        name={application.name}
        loss={<DeletionLoss application={application} />}
        texts={texts}
      />
    </ApplicationFrame>
  )
}

/** Names everything that goes with an application, with numbers where counting is cheap. */
function DeletionLoss({
  application: { id, name },
}: {
  readonly application: Answer<'getApplication'>['application']
}) {
  const { apis } = useAnswer('getApplicationAPIs', { application_id: id })
  const { figures } = useAnswer('getApplicationFigures', { application_id: id })
  const scopes = apis.reduce((sum, api) => sum + api.scopes.length, 0)
  return (
    <>
      {texts.signedInNow(name, figures.people)} {texts.deleteLoss} {texts.deleteLinks(apis.length, scopes)}
    </>
  )
}

export const applicationPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getCallbackURLs', { app_id: application }),
    ask('getLogoutURLs', { app_id: application }),
    ask('getApplicationSecrets', { application_id: application }),
    ask('getApplicationSettings', { application_id: application }),
    ask('getApplicationKeys', { application_id: application }),
    ask('getApplicationFigures', { application_id: application }),
    ask('getApplicationAPIs', { application_id: application }),
    ask('getEnvironmentSettings'),
  ],
  Component: ApplicationPage,
}
