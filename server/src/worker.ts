import type { Services } from '#platform/context'
import type { JobTable, Lane } from '#platform/jobs'
import { restAfterFailure, SEND_MAIL, SEND_OWN_MAIL, sendMailJob } from '#platform/mail'
import { READ_SMS_REPORTS, SEND_SMS, sendSmsJob } from '#platform/sms'
import { MailNotSent, openServerSender, SEND_CONCURRENCY, type MailSender } from '#platform/smtp'
import { DELIVER_LOGOUTS } from '#domain/backchannel-logout'
import { findMailServer, findSmsDelivery } from '#domain/environments'
import { COUNT_ACTIVITY, COUNT_ACTIVITY_SCHEDULE, countActivityJob } from './domain/activity/jobs.ts'
import { deliverLogoutsJob, RETRY_LOGOUTS_SCHEDULE, retryLogoutsJob } from './domain/backchannel-logout/jobs.ts'
import { featureFlagJobs } from './domain/feature-flags/jobs.ts'
import { propertyJobs } from './domain/properties/jobs.ts'
import { importJobs, wrapJobs } from './domain/imports/jobs.ts'
import { REMOVAL_SCHEDULE, removeEnvironmentsJob, retentionJob, RETENTION_SCHEDULE } from './domain/retention/jobs.ts'
import { roleJobs } from './domain/memberships/jobs.ts'
import {
  FIND_DUE_SMS_REPORTS_SCHEDULE,
  findDueSmsReportsJob,
  readSmsReportsJob,
} from './domain/environments/sms/jobs.ts'
import { rotateDueKeysJob, ROTATION_SCHEDULE } from './domain/signing-keys/jobs.ts'

/** The job table: every job this server runs. */
export function createJobTable(services: Services): JobTable {
  const chores: Lane = {
    name: 'chores',
    concurrency: 1,
    handlers: {
      remove_ended: retentionJob(services),
      rotate_due_keys: rotateDueKeysJob(services),
      remove_environments: removeEnvironmentsJob(services),
    },
    schedule: `${RETENTION_SCHEDULE} remove_ended\n${ROTATION_SCHEDULE} rotate_due_keys\n${REMOVAL_SCHEDULE} remove_environments`,
  }
  // After an upgrade it counts every event there is, and chores must not wait for that.
  const counting: Lane = {
    name: 'activity',
    concurrency: 1,
    handlers: { [COUNT_ACTIVITY]: countActivityJob(services) },
    schedule: `${COUNT_ACTIVITY_SCHEDULE} ${COUNT_ACTIVITY}`,
  }
  // Jobs that follow a change of a definition which every user may have: they can take long, and chores must not wait.
  const consequences: Lane = {
    name: 'consequences',
    concurrency: 1,
    handlers: { ...roleJobs(services), ...featureFlagJobs(services), ...propertyJobs(services) },
  }
  // Imports run one after the other, and nothing else waits for them.
  const imports: Lane = { name: 'imports', concurrency: 1, handlers: importJobs(services) }
  // A million passwords take hours, and the next file must not wait for them.
  const wraps: Lane = { name: 'wraps', concurrency: 1, handlers: wrapJobs(services) }
  const always = [
    chores,
    counting,
    consequences,
    logoutLane(services),
    imports,
    wraps,
    ownMailLane(services),
    smsLane(services),
  ]
  const { installationMail } = services
  return installationMail ? [...always, installationMailLane(services, installationMail)] : always
}

// Applications that keep a connection waiting hold up only one another.
function logoutLane(services: Services): Lane {
  return {
    name: 'logouts',
    concurrency: 2,
    handlers: { [DELIVER_LOGOUTS]: deliverLogoutsJob(services), retry_logouts: retryLogoutsJob(services) },
    schedule: `${RETRY_LOGOUTS_SCHEDULE} retry_logouts`,
  }
}

// A lane of its own, so that a server which keeps every connection waiting holds up only mail (REL-11).
function installationMailLane(services: Services, sender: MailSender): Lane {
  const handlers = { [SEND_MAIL]: sendMailJob(services, async () => sender) }
  return { name: 'mail', concurrency: SEND_CONCURRENCY, handlers }
}

// Each environment has two of these hands at most, and a provider that does not answer is left after some seconds.
function smsLane(services: Services): Lane {
  return {
    name: 'sms',
    concurrency: 6,
    handlers: {
      [SEND_SMS]: sendSmsJob(services, (environmentId, sealer) => findSmsDelivery(services, environmentId, sealer)),
      [READ_SMS_REPORTS]: readSmsReportsJob(services),
      find_due_sms_reports: findDueSmsReportsJob(services),
    },
    schedule: `${FIND_DUE_SMS_REPORTS_SCHEDULE} find_due_sms_reports`,
  }
}

/** Each environment has three of these at most, and a server that failed gets no mail for a while (REL-11). */
const OWN_MAIL_HANDS = 12

// Servers that environments configured wait only for one another.
function ownMailLane(services: Services): Lane {
  const resting = restAfterFailure(services.clock)
  const handler = sendMailJob(services, async (environmentId, { sealer, isLastTry }) => {
    const found = await findMailServer(services, environmentId, sealer)
    if (found) return resting.wrap(found.key, openServerSender(services.outbound, found.server), { isLastTry })
    // The environment removed its server after the mail was written.
    if (services.installationMail) return services.installationMail
    throw new MailNotSent({ code: 'NO_SERVER' })
  })
  return { name: 'own-mail', concurrency: OWN_MAIL_HANDS, handlers: { [SEND_OWN_MAIL]: handler } }
}
