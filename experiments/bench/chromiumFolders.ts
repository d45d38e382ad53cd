/** Where Chromium brings a Vulkan loader and a software adapter along, on Linux. */
export const CHROMIUM_FOLDERS: readonly string[] = ['/usr/lib/chromium', '/opt/google/chrome'];
