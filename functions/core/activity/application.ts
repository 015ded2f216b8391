/** The provider's name of what the team's own application reports. */
export const application = 'app';
