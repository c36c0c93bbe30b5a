import type { Body } from '@gatehouse/api-client'
import { Note, ReasonedButton } from '@gatehouse/ui'
import { Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAction, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface TestSmsProps {
  readonly changes: Omit<Body<'sendTestSms'>, 'to' | 'account'>
  readonly hasFallback: boolean
}

/** Sends a message that looks like a real one, with the settings as they are typed. */
export function TestSms({ changes, hasFallback }: TestSmsProps) {
  const refusal = useRefusal('sendTestSms')
  const test = useAction('sendTestSms', { refresh: [] })
  const [to, setTo] = useState('')
  const [account, setAccount] = useState('first')
  const isFallback = hasFallback && account === 'fallback'
  const isNumberRefused = test.error?.code === 'PHONE_NOT_ALLOWED'
  return (
    <>
      <Stack gap="sm" maw={340}>
        <TextInput
          type="tel"
          label={texts.testTo}
          description={texts.testToHelp}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          error={isNumberRefused ? test.error?.message : undefined}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        {hasFallback && (
          <Select
            label={texts.testBy}
            allowDeselect={false}
            data={[
              { value: 'first', label: texts.testFirst },
              { value: 'fallback', label: texts.testFallback },
            ]}
            value={account}
            onChange={(chosen) => setAccount(chosen ?? 'first')}
          />
        )}
      </Stack>
      <ReasonedButton
        onClick={() => test.mutate({ body: { ...changes, to, account: isFallback ? 'fallback' : 'first' } })}
        loading={test.isPending}
        reason={refusal}
      >
        {texts.sendTest}
      </ReasonedButton>
      {!isNumberRefused && <ProblemNote problem={test.error} own={texts.problems} />}
      {test.data && (
        <div role="status">
          <Note kind="good">{texts.sent(test.data.test_message.to)}</Note>
        </div>
      )}
    </>
  )
}
