/** The screen of each place. */
import type { Component } from 'svelte';
import type { Route } from '../shell/route.svelte';
import KitPage from '../kit/page/KitPage.svelte';
import CallbacksScreen from './callbacks/CallbacksScreen.svelte';
import AfterSalesScreen from './after-sales/AfterSalesScreen.svelte';
import CartScreen from './cart/CartScreen.svelte';
import CheckoutScreen from './checkout/CheckoutScreen.svelte';
import OfferScreen from './offer/OfferScreen.svelte';
import OrdersScreen from './orders/OrdersScreen.svelte';
import OutboxScreen from './outbox/OutboxScreen.svelte';
import SearchScreen from './search/SearchScreen.svelte';
import SettingsScreen from './settings/SettingsScreen.svelte';

export const screens: Record<Route['place'], Component> = {
  start: SearchScreen,
  search: SearchScreen,
  offer: OfferScreen,
  cart: CartScreen,
  checkout: CheckoutScreen,
  orders: OrdersScreen,
  callbacks: CallbacksScreen,
  aftersales: AfterSalesScreen,
  outbox: OutboxScreen,
  settings: SettingsScreen,
  kit: KitPage,
};
