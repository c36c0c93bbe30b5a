import { CodeBlock, Note, ReasonedButton } from '@gatehouse/ui'
import { Group, Stack, Tabs } from '@mantine/core'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import classes from './quick-start-tab.module.css'
import { ApplicationFrame } from './application-frame.tsx'
import type { QuickStart } from './quick-start.ts'
import { QUICK_STARTS } from './quick-starts.ts'
import { texts } from './texts.ts'

function QuickStartPage() {
  const { environment } = useHere()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const starts = QUICK_STARTS.filter(({ types }) => types.includes(application.type))
  const ids = { issuer: environment.origin, clientId: application.client_id }
  return (
    <ApplicationFrame open="quickStart" lead={texts.quickStartLead}>
      <Tabs
        defaultValue={starts[0] ? idOf(starts[0]) : null}
        keepMounted={false}
        mt="lg"
        variant="pills"
        classNames={{ tab: classes['frame'] ?? '' }}
      >
        <Tabs.List>
          {starts.map((start) => (
            <Tabs.Tab key={start.name} value={idOf(start)}>
              {start.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {starts.map((start) => (
          <Tabs.Panel key={start.name} value={idOf(start)} pt="md">
            <Stack gap="md">
              <SuggestedUrl id={id} start={start} />
              {start.files(ids).map(([name, code]) => (
                <CodeBlock key={name} name={name} code={code} marked={[ids.issuer, ids.clientId]} />
              ))}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </ApplicationFrame>
  )
}

/** Returns the value of a tab. Panels are named by it, and a name with a blank would be two names. */
function idOf({ name }: QuickStart): string {
  return name.replaceAll(' ', '-')
}

/** Offers to register the callback URL that the code of a quick start uses. */
function SuggestedUrl({ id, start: { callback } }: { readonly id: string; readonly start: QuickStart }) {
  const { redirect_urls } = useAnswer('getCallbackURLs', { app_id: id })
  const refusal = useRefusal('addRedirectCallbackURLs')
  const add = useAction('addRedirectCallbackURLs', { refresh: ['getCallbackURLs'] })
  if (callback === undefined || redirect_urls.includes(callback)) return null
  return (
    <>
      <Note kind="warning">
        <Group justify="space-between">
          <span>{texts.suggestedMissing(callback)}</span>
          <ReasonedButton
            size="compact-sm"
            reason={refusal}
            loading={add.isPending}
            onClick={() => add.mutate({ parameters: { app_id: id }, body: { urls: [callback] } })}
          >
            {texts.registerIt}
          </ReasonedButton>
        </Group>
      </Note>
      <ProblemNote problem={add.error} />
    </>
  )
}

export const quickStartPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getCallbackURLs', { app_id: application }),
  ],
  Component: QuickStartPage,
}
