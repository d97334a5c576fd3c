/** Whether a host is this machine itself, so that nobody listens in between. */
export const isLoopback = (host: string) => /^(localhost|\[?::1\]?|127\.\d+\.\d+\.\d+)$/.test(host)
