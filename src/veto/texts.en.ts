import type { es } from './texts.es.ts'

export const en = {
  title: 'Was it not you?',
  what: (number, tag, when) => `Case ${number} (${tag}), asked for on ${when}.`,
  would: {
    ended: 'If you stop it, this request ends. Nobody has yet shown that they have a registered contact, and the key has not changed.',
    disputed: 'If you stop it, nobody can make a key online with this case. It is settled at an office.',
    frozen: 'If you stop it, the new key is void for good and its sessions end. The old key does not come back: another one is made at an office.',
  },
  stop: 'It was not me: stop it',
  wasMe: 'If it was you or somebody in your company, close this page. Nothing changes.',
  outcome: {
    ended: { title: 'The request has ended', text: 'We stopped it. The key did not change. There is nothing more you have to do.' },
    disputed: { title: 'The case is stopped', text: 'Nobody can make a key with it. We told every registered contact. It is settled at an office.' },
    frozen: {
      title: 'The new key is void',
      text: 'It no longer works and its sessions have ended. We told every registered contact. Another key can be had at an office only.',
    },
    already: { title: 'You have stopped it already', text: 'This contact had already stopped this case. There is nothing more you have to do.' },
    too_late: {
      title: 'This link can no longer stop the case',
      text: 'The time for it has passed, the case had ended, or this contact was changed lately. If you do not recognise what happened, call us now.',
    },
    unknown: {
      title: 'We do not recognise this link',
      text: 'It may be incomplete, or of a case that was deleted. If you do not recognise what happened, call us.',
    },
  },
} satisfies typeof es
