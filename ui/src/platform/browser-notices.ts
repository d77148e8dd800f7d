/** What a plain browser has of notices and badges. */
import { plainFailure, type DesktopNotice } from './host';

/** Shows notices through the browser, which asks the user first. */
export function browserNotices() {
  const listeners = new Set<(key: string) => void>();
  return {
    async show(notice: DesktopNotice): Promise<void> {
      const allowed = 'Notification' in window && (await Notification.requestPermission()) === 'granted';
      if (!allowed) throw plainFailure('desktopSilent');
      const shown = new Notification(notice.title, { body: notice.body, tag: notice.key });
      shown.addEventListener('click', () => {
        window.focus();
        listeners.forEach((listener) => listener(notice.key));
      });
    },
    listen(listener: (key: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Puts a number on the icon of an installed page; browsers that cannot are left alone. */
export function showBadge(count: number): void {
  const can = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;
  const shown = count > 0 ? can.setAppBadge?.(count) : can.clearAppBadge?.();
  void shown?.catch(() => undefined);
}
