/** What a page is called in the browser's tab: `title(t('nav.about'))`. */
import { t } from './i18n';

export const title = (page: string): string => `${page} · ${t('common.app_name')}`;
