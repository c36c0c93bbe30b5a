/**
 * Device authorization (RFC 8628): a device without a browser asks, and a person decides in their own browser.
 *
 * The endpoint issues a device code and a user code. The pages take the user code, bind it to the browser that typed
 * it, let the flow engine sign the person in by the methods of the device's application, and ask for the decision. The
 * token endpoint answers the polls. State and its rules are `#domain/device-codes`.
 *
 * Invariants:
 * - A link with the code in it begins nothing by itself.
 * - At any moment one browser has a request. Only that browser decides about it, with a form shown to its own session.
 * - Another browser takes a request over only by an explicit form, and the previous one shows that to its person.
 * - Wrong codes are counted before they are checked, per browser, network and environment.
 *
 * Rejects applications of another type than `device`, and audiences that they are not authorised for.
 */
export { DeviceCodePage, type DeviceCodePageProps } from './pages/device-code-page.tsx'
export { DeviceConsentPage, type DeviceConsentPageProps } from './pages/device-consent-page.tsx'
export { DeviceElsewherePage, type DeviceElsewherePageProps } from './pages/device-elsewhere-page.tsx'
export { DeviceEndPage, type DeviceEndPageProps } from './pages/device-end-page.tsx'
