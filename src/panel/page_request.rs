//! Asking for a page: who asks is found out in the same read that fetches what the page shows.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::{
    CurrentApiUser, CurrentUser, PageContext, PanelError, RequestContext, Viewer,
    context::{authenticate, find},
};
use crate::{clock::Timestamp, db::DbConnection, locale::Locale, web::AppState};

/// A page that is asked for.
pub(super) struct PageRequest {
    state: Data<AppState>,
    request: HttpRequest,
}

impl PageRequest {
    /// Reads what the page shows, for the person whose session it is: both in one read.
    ///
    /// # Errors
    /// [`PanelError::SignInRequired`] where nobody is signed in, [`PanelError::PeopleOnly`], and what the queries give.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection, &CurrentUser) -> Result<T, PanelError> + Send + 'static,
    ) -> Result<(PageContext, T), PanelError> {
        self.read_for(|connection, viewer| queries(connection, viewer.as_person()?)).await
    }

    /// [`PageRequest::read`] for a page of API users.
    ///
    /// # Errors
    /// [`PanelError::SignInRequired`] where nobody is signed in, [`PanelError::NotFound`] where it is a person, and what
    /// the queries give.
    pub(super) async fn read_own<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection, &CurrentApiUser) -> Result<T, PanelError> + Send + 'static,
    ) -> Result<(PageContext, T), PanelError> {
        self.read_for(|connection, viewer| queries(connection, viewer.as_api_user()?)).await
    }

    /// [`PageRequest::read`] for a page of whoever is signed in.
    ///
    /// # Errors
    /// [`PanelError::SignInRequired`] where nobody is signed in, and what the queries give.
    pub(super) async fn read_for<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection, &Viewer) -> Result<T, PanelError> + Send + 'static,
    ) -> Result<(PageContext, T), PanelError> {
        let context = RequestContext::of(&self.request);
        let digest = context.session.ok_or(PanelError::SignInRequired)?;
        let (address, now) = (context.address, context.now);
        let (found, shown) = self
            .state
            .db
            .read(move |connection| -> Result<_, PanelError> {
                let found = find(connection, &digest, address, now)?.ok_or(PanelError::SignInRequired)?;
                let shown = queries(connection, &found.viewer);
                Ok((found, shown))
            })
            .await?;
        found.keep(&self.state, &self.request);
        Ok((PageContext::of(&self.request), shown?))
    }

    /// [`PageRequest::read`] for what may take long, such as a search: it holds up no other page, and a person can have
    /// only a few of them under way.
    ///
    /// # Errors
    /// As [`PageRequest::read`]; [`PanelError::Busy`].
    pub(super) async fn search<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection, &CurrentUser) -> Result<T, PanelError> + Send + 'static,
    ) -> Result<(PageContext, T), PanelError> {
        self.search_for(|connection, viewer| queries(connection, viewer.as_person()?)).await
    }

    /// [`PageRequest::search`] for a page of whoever is signed in.
    ///
    /// # Errors
    /// [`PanelError::SignInRequired`] where nobody is signed in, [`PanelError::Busy`], and what the queries give.
    pub(super) async fn search_for<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection, &Viewer) -> Result<T, PanelError> + Send + 'static,
    ) -> Result<(PageContext, T), PanelError> {
        let viewer = authenticate(&self.state, &self.request).await?.ok_or(PanelError::SignInRequired)?;
        let account = viewer.account();
        let found = self.state.db.search(account.id(), move |connection| queries(connection, &viewer)).await?;
        Ok((PageContext::of(&self.request), found))
    }

    /// The page for whoever asks for it, signed in or not.
    pub(super) async fn public(&self) -> Result<PageContext, PanelError> {
        authenticate(&self.state, &self.request).await?;
        Ok(PageContext::of(&self.request))
    }

    /// The language of the browser, for who chose none.
    pub(super) fn locale(&self) -> Locale {
        RequestContext::of(&self.request).browser_locale
    }

    /// The instant that all of the request is stamped with.
    pub(super) fn now(&self) -> Timestamp {
        RequestContext::of(&self.request).now
    }

    /// The settings, the database and the rest.
    pub(super) fn state(&self) -> &AppState {
        &self.state
    }
}

impl FromRequest for PageRequest {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let state = request.app_data::<Data<AppState>>().cloned();
        let state = state.ok_or_else(|| PanelError::Internal("the state is missing".to_owned()));
        ready(state.map(|state| Self { state, request: request.clone() }))
    }
}
