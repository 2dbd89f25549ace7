/** What a run may be called: what Kubernetes takes as a label and as part of a name. */
export const RUN_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * What a file of a run may be called. No name of these leaves its folder, is hidden, or is over what
 * file systems take once a temporary suffix has been added.
 */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$/;
